"""Does what users do, subject by subject: drive.py URL FOLDER SUBJECT…"""

import importlib
import sys

from session import Session

url, folder, *subjects = sys.argv[1:]
session = Session(url, folder)
for subject in subjects:
    importlib.import_module(f"subjects.{subject}").live(session)
