"""A file that another office attached to its answer, taken into an own case: the copy that was
shared, sealed anew under the keys of the country that takes it."""

from agencies.models import Officer
from cases import searchwords
from cases.files import arriving, store
from cases.files.arriving import Announced, part
from cases.models import Case, CaseFile, Event
from cases.timeline import happened
from cases.trace import Operation, trace


def copied(file: CaseFile, case: Case, *, officer: Officer) -> CaseFile:
    """It was checked where it came from: what is copied is the clean copy, never the original.
    Caller holds the transaction; a folder that it leaves behind is swept (`erase_strays`)."""
    size = file.shared_size or 0
    announced = Announced(name=file.given_name, size=size, caption=file.caption)
    row = arriving.begin(case, announced, officer=officer)
    for name in (store.ORIGINAL, store.SHARED):
        store.write(row, name, store.read(file, store.SHARED))
    if file.has_thumbnail:
        store.write(row, store.THUMBNAIL, store.read(file, store.THUMBNAIL))
    row.received, row.state, row.scan = size, CaseFile.State.READY, file.scan
    row.media_type, row.has_thumbnail = file.media_type, file.has_thumbnail
    row.shared_size, row.shared_sha256 = size, file.shared_sha256
    row.sha256 = file.shared_sha256
    row.save()
    searchwords.index(case)
    happened(case, Event.Kind.FILE_ADDED, by=officer, detail=str(row.public_id))
    trace(case, Operation.COLLECTION, "add_file", by=officer, fields=[part(row)])
    return row
