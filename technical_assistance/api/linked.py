"""How records of other kinds name one of ours."""

from acpmigration.open_data.fields import Linked, RecordAddress


class LinkedIntervention(Linked):
    """An intervention that a record refers to."""

    api = RecordAddress("interventions")
