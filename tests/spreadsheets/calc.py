"""LibreOffice Calc, as a person would use it to open a file and save it."""

import subprocess
from pathlib import Path

# Commas, quotes, UTF-8, texts in quotes, and cells as they are shown.
FILTERS = {"xlsx": "xlsx", "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"}


def saved_by_calc(content: bytes, folder: Path, wanted: str) -> bytes:
    """Open the workbook and save it, as ``xlsx`` or ``csv``.

    :raises FileNotFoundError: where LibreOffice is missing.
    """
    (folder / "rows.xlsx").write_bytes(content)
    subprocess.run(  # noqa: S603 - our own file
        [  # noqa: S607 - wherever it lies
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            FILTERS[wanted],
            "--outdir",
            str(folder / "out"),
            str(folder / "rows.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / f"rows.{wanted}").read_bytes()
