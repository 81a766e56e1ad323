from acpmigration.spreadsheets.admin.batch import ImportBatchAdmin

__all__ = ["ImportBatchAdmin"]
