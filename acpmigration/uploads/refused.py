from acpmigration.refusals import Refusal


class FileRefused(Refusal):
    """A file is not taken; the message says what is wrong with it."""
