"""How records name products and events."""

from acpmigration.open_data.fields import Linked, RecordAddress


class LinkedProduct(Linked):
    """A knowledge product that a record refers to."""

    api = RecordAddress("knowledge")


class LinkedEvent(Linked):
    """An event that a record refers to."""

    api = RecordAddress("events")
