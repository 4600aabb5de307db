"""Import cases from a file: check first, read the report, then take the rows that are right.

The first run changes nothing. `own_id` is the own number of each case: the same row a second time
makes nothing. A row of JSON is the body of a new case; CSV and XLSX have columns, in a template.
"""

import sys
from pathlib import Path

from blo_client import Portal

source = Path(sys.argv[1])
portal = Portal.from_environment()
portal.imports.save_template("csv", source.with_name("template.csv"))

brought = portal.imports.bring(source)  # mode="check"
checked = portal.imports.wait(brought["id"])
print(f"{checked['total']} rows, {checked['wrong']} wrong, {checked['existing']} known already")
for row in portal.imports.rows(brought["id"], state="wrong"):
    for fault in row["faults"]:
        print(f"  row {row['row']} ({row['own_id']}), {fault['field']}: {fault['message']}")

portal.imports.run(brought["id"], "good_rows")
done = portal.imports.wait(brought["id"])
print(f"{done['made']} cases made, as drafts")
for row in portal.imports.rows(brought["id"], state="made"):
    print(f"  {row['own_id']} is {row.get('reference')}")
