"""Reads a workbook that may be hostile; ``xlsx_reading.py`` runs it as a program of its own.

A library that opens workbooks keeps either what a formula says or what came out of it, and drops
what is merged or hidden; whoever reads with care needs all of that at once. Nothing here stands on
Django: the program has to begin at once.
"""
