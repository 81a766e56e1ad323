"""What is asked of whoever brings a spreadsheet in."""

from django import forms

from acpmigration.spreadsheets.models import ImportBatch


class BringInForm(forms.ModelForm):
    """The rules of the file stand on the model's field."""

    class Meta:
        model = ImportBatch
        fields = ["file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
