from acpmigration.spreadsheets.models.batch import ImportBatch, ImportRow

__all__ = ["ImportBatch", "ImportRow"]
