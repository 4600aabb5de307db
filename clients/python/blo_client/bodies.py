"""What is sent and answered, in the shapes of docs/openapi.yaml.

Written by `make openapi`: do not edit. A name that ends in Request is sent. A code that may be
one of very many is `str`: new ones come without notice.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class ActionItem(TypedDict):
    edition: int
    number: int
    url: str
    title: str
    is_working_title: bool
    text: str
    ground: str
    strength: str
    tracked_by: str
    version: int


class ActionItemDetail(TypedDict):
    edition: int
    number: int
    url: str
    title: str
    is_working_title: bool
    text: str
    ground: str
    strength: str
    tracked_by: str
    version: int
    wordings: list[ItemWording]


class Approval(TypedDict):
    id: str
    verb: Literal["submit", "share"]
    country: str | None
    office: NotRequired[str | None]
    level: str
    levels: dict[str, str]
    purpose: str
    expires: str | None
    proposed_by: str
    proposed_at: str
    answer: Literal["approved", "declined", ""]
    reason: str
    answered_by: NotRequired[str | None]
    answered_at: str | None
    stands: str
    changed: bool


class Ask(TypedDict):
    id: str
    kind: Literal["export", "pass_on", "more"]
    purpose: str
    export_purpose: str
    to_country: str | None
    to_office: NotRequired[str | None]
    level: str
    country: str
    office: NotRequired[str | None]
    asked_by: str
    asked_at: str
    answer: Literal["given", "declined", ""]
    reason: str
    answered_by: NotRequired[str | None]
    answered_at: str | None
    lapsed_at: str | None


class AskOfficesRequest(TypedDict):
    case: NotRequired[str]
    follows: NotRequired[str]
    office: NotRequired[str]
    to_office: NotRequired[str]
    to_country: NotRequired[str]
    also_to: NotRequired[list[str]]
    urgency: Literal["flash", "urgent", "priority", "routine"]
    question: NotRequired[str]
    questions: NotRequired[list[RequestQuestionRequest]]
    purpose: str
    legal_basis: str
    disclosed: NotRequired[bool]


class AskRequest(TypedDict):
    kind: Literal["export", "pass_on", "more"]
    purpose: str
    export_purpose: NotRequired[
        Literal["intelligence", "investigation", "reporting", "statistics", "court"]
    ]
    country: NotRequired[str]
    office: NotRequired[str]
    level: NotRequired[Literal["headline", "full", "contribute"]]


class AttachPartsRequest(TypedDict):
    case: str
    subjects: NotRequired[list[str]]
    seizures: NotRequired[list[str]]
    files: NotRequired[list[str]]


class AttachedFile(TypedDict):
    name: str
    media_type: str
    size: int
    caption: str


class AttachedSeizure(TypedDict):
    kind: Literal["drug", "precursor", "wildlife", "timber", "firearm", "cash", "goods"]
    what: str
    quantity: float
    unit: NotRequired[str | None]
    substance: NotRequired[str | None]
    species: NotRequired[str | None]
    firearm_type: NotRequired[str | None]
    goods: str
    form: NotRequired[str | None]
    gross_kg: float | None
    net_kg: float | None
    value: float | None
    currency: NotRequired[str | None]
    cites_appendix: NotRequired[str | None]
    cites_term: NotRequired[str | None]
    cites_source: NotRequired[str | None]
    cites_purpose: NotRequired[str | None]
    make: str
    calibre: str
    serial_number: str
    hs: NotRequired[str | None]
    marks: str
    concealment: NotRequired[str | None]
    detection: NotRequired[str | None]
    transport: NotRequired[str | None]
    note: str


class AttachedSubject(TypedDict):
    kind: Literal[
        "person", "vehicle", "vessel", "organisation", "phone", "account", "address", "document"
    ]
    role: Literal["suspect", "victim", "witness", "other"]
    name: str
    name_latin: str
    honorific: str
    aliases: list[str]
    sex: Literal["F", "M", "X", ""]
    birth_date: str | None
    birth_year: int | None
    estimated_age: int | None
    nationalities: list[str]
    documents: list[Document]
    plate: str
    plate_country: str
    vin: str
    make: str
    colour: str
    imo: str
    flag: str
    registration: str
    phone: str
    service: str
    account: str
    address: str
    address_country: str
    description: str
    protected: bool


class Attachment(TypedDict):
    id: str
    kind: Literal["subject", "seizure", "file"]
    is_open: bool
    taken_back_at: str | None
    case: NotRequired[str | None]
    sha256: str
    subject: AttachedSubject | None
    seizure: AttachedSeizure | None
    file: AttachedFile | None


class AttestRequest(TypedDict):
    period: str
    value: float | None
    document: str
    reason: NotRequired[str]


class Border(TypedDict):
    code: str
    countries: list[str]


class CaseRow(TypedDict):
    reference: str
    public_id: str
    url: str
    level: Literal["headline", "full", "contribute", "originator"]
    status: Literal["draft", "open", "closed", "withdrawn"]
    version: int
    urgency: Literal["flash", "urgent", "priority", "routine"]
    handling_code: Literal["H0", "H1", "H2", "H3"]
    sentence: str
    office: OfficeRef
    happened_at: str
    submitted_at: str | None
    offences: list[CodeRef]
    crossing: str | None
    where: str
    seizure_totals: list[Total]


class ChosenRequest(TypedDict):
    references: NotRequired[list[str]]
    format: Literal["pdf", "docx", "csv", "xlsx", "jsonl", "umf", "drugs", "cites"]
    purpose: Literal["intelligence", "investigation", "reporting", "statistics", "court"]
    language: NotRequired[
        Literal["en", "th", "lo", "km", "my", "vi", "zh-hans", "ms", "id", "fil", "tet"]
    ]


class CloseRequest(TypedDict):
    outcome: Literal["result", "handed_over", "no_result", "unfounded"]
    result: NotRequired[str]
    report_to: NotRequired[list[str] | None]


class Code(TypedDict):
    code: str
    label: str
    plain_label: str
    unit: str
    is_common: bool
    is_active: bool


class CodeList(TypedDict):
    slug: str
    title: str
    ground: str
    version: int


class CodeRef(TypedDict):
    code: str
    label: str


class Commitment(TypedDict):
    id: str
    url: str
    edition: int
    item: int
    country: str
    status: Literal["not_started", "planned", "under_way", "done", "verified", "blocked"]
    note: str
    evidence_at: str
    reported_to: str
    files: int
    stated_at: str
    verified_at: str | None
    changed_at: str
    version: int


class Country(TypedDict):
    code: str
    alpha3: str
    name: str
    native_name: str
    default_language: str
    time_zone: str
    is_member: bool


class Crossing(TypedDict):
    code: str
    border: str
    name: str
    kind: Literal["land", "river", "sea", "air"]
    status: Literal["international", "bilateral", "local", "disrupted", "closed", "planned"]
    status_note: str
    status_ground: Literal["seen", "known", "estimated", "owner"]
    status_at: str | None
    coordinates_ground: Literal["seen", "known", "estimated", "owner"]
    sides: list[Side]
    offices: list[str]
    source: str
    version: int


class CrossingName(TypedDict):
    language: str
    text: str


class Decision(TypedDict):
    border: str
    kind: Literal["add", "strike"]
    reason: str
    by: str
    at: str


class Document(TypedDict):
    type: str
    number: str
    issuer: str
    issued_on: str | None
    expires_on: str | None
    mrz: str


class DocumentRequest(TypedDict):
    type: NotRequired[str]
    number: NotRequired[str]
    issuer: NotRequired[str]
    issued_on: NotRequired[str | None]
    expires_on: NotRequired[str | None]
    mrz: NotRequired[str]


class Edition(TypedDict):
    year: int
    url: str
    title: str
    adopted_by: str
    adopted_on: str
    note: str


class Evaluation(TypedDict):
    source: Literal["A", "B", "C", "X"]
    information: Literal["1", "2", "3", "4"]


class Evidence(TypedDict):
    id: str
    url: str
    commitment: str
    country: str
    name: str
    caption: str
    reach: Literal["published", "national"]
    state: Literal["arriving", "checking", "ready", "quarantined"]
    fault: str
    media_type: str
    size: int
    shared_size: int | None
    shared_sha256: str
    added_by: str
    added_at: str
    struck_at: str | None
    struck_reason: str


class Export(TypedDict):
    id: str
    url: str
    content: str | None
    format: Literal["pdf", "docx", "csv", "xlsx", "jsonl", "umf", "drugs", "cites"]
    purpose: Literal["intelligence", "investigation", "reporting", "statistics", "court"]
    state: Literal["waiting", "ready", "failed", "erased"]
    done: int
    total: int
    size: int
    sha256: str
    asked_at: str
    expires_at: str
    rows: list[Row]


class Fault(TypedDict):
    field: str
    code: str
    message: str


class FeedEvent(TypedDict):
    id: str
    position: int
    kind: str
    reference: str
    link: str
    office: NotRequired[str | None]
    urgency: Literal["flash", "urgent", "priority", "routine"]
    at: str


class FeedPage(TypedDict):
    results: list[FeedEvent]
    last: int
    has_more: bool


class Figure(TypedDict):
    id: str
    url: str
    indicator: str
    title: str
    edition: int
    item: int
    country: str | None
    office: NotRequired[str | None]
    period: str
    value: float | None
    unit: str
    reason: str
    numerator: float | None
    denominator: float | None
    formula: str
    better: Literal["higher", "lower"]
    kind: Literal["computed", "attested"]
    computed_at: str | None
    document: str
    stated_by: str | None
    verified_by: str | None
    target: Target | None
    forecast: Forecast | None
    version: int


class Finding(TypedDict):
    code: str
    text: str
    is_right: bool
    document: int | None


class Forecast(TypedDict):
    outlook: Literal["met", "expected", "too_few", "wrong_way", "too_far"]
    when: str | None
    earliest: str | None
    latest: str | None


class FullCase(TypedDict):
    reference: str
    public_id: str
    url: str
    level: Literal["full", "contribute"]
    status: Literal["draft", "open", "closed", "withdrawn"]
    version: int
    urgency: Literal["flash", "urgent", "priority", "routine"]
    handling_code: Literal["H0", "H1", "H2", "H3"]
    sentence: str
    office: OfficeRef
    happened_at: str
    submitted_at: str | None
    offences: list[CodeRef]
    crossing: str | None
    where: str
    seizure_totals: list[Total]
    touches: list[Touch]
    outcome: str
    result: str
    title: str
    narrative: str
    handling_text: str
    evaluation: Evaluation
    route: list[Stop]
    subjects: list[Subject]
    hides_people: bool
    seizures: list[Seizure]


class Gap(TypedDict):
    position: int
    to_position: int
    candidates: list[str]


class GivenBy(TypedDict):
    office: str
    handling_code: Literal["H0", "H1", "H2", "H3"]
    source_evaluation: Literal["A", "B", "C", "X"]
    information_evaluation: Literal["1", "2", "3", "4"]
    taken_back_at: str | None


class GrantRequest(TypedDict):
    country: NotRequired[str]
    office: NotRequired[str]
    level: Literal["headline", "full", "contribute"]
    purpose: NotRequired[str]
    expires: NotRequired[str | None]


class HeadlineCase(TypedDict):
    reference: str
    public_id: str
    url: str
    level: Literal["headline"]
    status: Literal["draft", "open", "closed", "withdrawn"]
    version: int
    urgency: Literal["flash", "urgent", "priority", "routine"]
    handling_code: Literal["H0", "H1", "H2", "H3"]
    sentence: str
    office: OfficeRef
    happened_at: str
    submitted_at: str | None
    offences: list[CodeRef]
    crossing: str | None
    where: str
    seizure_totals: list[Total]
    touches: list[Touch]
    outcome: str
    result: str


class Import(TypedDict):
    id: str
    url: str
    name: str
    format: Literal["csv", "xlsx", "json", "jsonl"]
    encoding: Literal["auto", "utf-8", "utf-16", "windows-874"]
    burmese: Literal["auto", "unicode", "zawgyi"]
    mode: Literal["check", "good_rows", "all_or_nothing"]
    submit: bool
    state: Literal[
        "reading",
        "checking",
        "checked",
        "making",
        "submitting",
        "undoing",
        "done",
        "failed",
        "cancelled",
    ]
    fault: str
    done: int
    total: int
    wrong: int
    existing: int
    made: int
    submitted: int
    converted: int
    created_at: str


class ImportRow(TypedDict):
    row: int
    own_id: str
    state: Literal["ok", "wrong", "exists", "made", "submitted", "undone"]
    faults: list[Fault]
    reference: NotRequired[str | None]


class ItemWording(TypedDict):
    title: str
    text: str
    title_before: str
    text_before: str
    by: str
    at: str


class KeptFile(TypedDict):
    id: str
    name: str
    caption: str
    media_type: str
    state: Literal["arriving", "checking", "ready", "quarantined"]
    reach: Literal["shared", "national"]
    scan: Literal["none", "clean", "refused"]
    fault: str
    size: int
    received: int
    sha256: str
    shared_size: int | None
    shared_sha256: str
    has_thumbnail: bool
    country: str
    office: NotRequired[str | None]
    given_by: GivenBy | None
    added_at: str
    version: int
    given_name: NotRequired[str]
    checksum: NotRequired[str]
    removed_at: NotRequired[str | None]


class Kilograms(TypedDict):
    kg: float | None
    least: float | None
    most: float | None
    basis: Literal["net", "laboratory", "weight", "volume", "tablet", "tablet_range", "gross"]
    is_assumed: bool
    factor: float | None
    list: str
    code: str


class LabResult(TypedDict):
    laboratory: str
    on: str
    report: str
    purity: float | None
    unit_mg: float | None
    finding: str
    recorded_at: str
    recorded_by: str


class Limits(TypedDict):
    rates: Rate
    page_size: int
    body_bytes: int
    idempotency_hours: int
    token_seconds: int


class Me(TypedDict):
    username: str
    name: str
    role: str
    office: NotRequired[str | None]
    country: str | None
    language: str
    time_zone: str
    partner: str | None
    scopes: NotRequired[list[str] | None]
    capabilities: NotRequired[list[str]]
    limits: Limits


class Message(TypedDict):
    id: str
    case: NotRequired[str | None]
    request: NotRequired[str | None]
    office: str
    by: str
    at: str
    language: str
    text: str
    to: list[str]
    unread: bool
    withdrawn_at: str | None
    translations: list[Translation]
    read_by: list[MessageRead]


class MessageRead(TypedDict):
    by: str
    at: str
    officers: int


class MessageRequest(TypedDict):
    case: NotRequired[str]
    request: NotRequired[str]
    text: str
    language: str
    to: NotRequired[list[str]]
    office: NotRequired[str]


class Milestone(TypedDict):
    id: str
    url: str
    commitment: str
    edition: int
    item: int
    country: str
    title: str
    due_on: str
    owner: str
    done_on: str | None
    is_overdue: bool
    note: str
    version: int


class NamedInvolvement(TypedDict):
    office: str
    country: str
    borders: list[str]
    direct: bool
    desk: bool
    standing: Literal[
        "notified", "delivered", "read", "acknowledged", "engaged", "not_for_us", "ended"
    ]
    told_at: str
    delivered_at: NotRequired[str | None]
    acknowledged_at: str | None
    acknowledged_by_code: NotRequired[bool]
    delayed_until: NotRequired[str | None]
    engaged_at: str | None
    declined_at: str | None
    decline_reason: str
    fell_away_at: str | None
    read_by: NotRequired[list[Read]]
    acknowledged_by: NotRequired[str | None]
    engaged_by: NotRequired[str | None]
    declined_by: NotRequired[str | None]


class NewCaseRequest(TypedDict):
    title: NotRequired[str]
    narrative: NotRequired[str]
    offences: list[str]
    urgency: NotRequired[Literal["flash", "urgent", "priority", "routine"]]
    handling_code: NotRequired[Literal["H0", "H1", "H2", "H3"]]
    handling_text: NotRequired[str]
    evaluation: str | Evaluation
    happened_at: NotRequired[str]
    route: list[StopRequest]
    subjects: NotRequired[list[SubjectRequest]]
    seizures: NotRequired[list[SeizureRequest]]
    office: NotRequired[str]
    paper_form: NotRequired[str]


class NewCommitmentRequest(TypedDict):
    status: Literal["not_started", "planned", "under_way", "done", "blocked"]
    note: NotRequired[str]
    evidence_at: NotRequired[str]
    reported_to: NotRequired[str]
    edition: int
    item: int


class NewSeizureRequest(TypedDict):
    quantity: NotRequired[float | None]
    unit: NotRequired[str | None]
    substance: NotRequired[str | None]
    species: NotRequired[str | None]
    firearm_type: NotRequired[str | None]
    goods: NotRequired[str]
    form: NotRequired[str | None]
    gross_kg: NotRequired[float | None]
    net_kg: NotRequired[float | None]
    value: NotRequired[float | None]
    currency: NotRequired[str | None]
    cites_appendix: NotRequired[str | None]
    cites_term: NotRequired[str | None]
    cites_source: NotRequired[str | None]
    cites_purpose: NotRequired[str | None]
    make: NotRequired[str]
    calibre: NotRequired[str]
    serial_number: NotRequired[str]
    hs: NotRequired[str | None]
    marks: NotRequired[str]
    concealment: NotRequired[str | None]
    detection: NotRequired[str | None]
    transport: NotRequired[str | None]
    note: NotRequired[str]
    kind: Literal["drug", "precursor", "wildlife", "timber", "firearm", "cash", "goods"]


class NewSubjectRequest(TypedDict):
    role: Literal["suspect", "victim", "witness", "other"]
    name: NotRequired[str]
    name_latin: NotRequired[str]
    honorific: NotRequired[str]
    aliases: NotRequired[list[str]]
    sex: NotRequired[Literal["F", "M", "X", ""]]
    birth_date: NotRequired[str | None]
    birth_year: NotRequired[int | None]
    estimated_age: NotRequired[int | None]
    nationalities: NotRequired[list[str]]
    documents: NotRequired[list[DocumentRequest]]
    plate: NotRequired[str]
    plate_country: NotRequired[str]
    vin: NotRequired[str]
    make: NotRequired[str]
    colour: NotRequired[str]
    imo: NotRequired[str]
    flag: NotRequired[str]
    registration: NotRequired[str]
    phone: NotRequired[str]
    service: NotRequired[str]
    account: NotRequired[str]
    address: NotRequired[str]
    address_country: NotRequired[str]
    description: NotRequired[str]
    kind: Literal[
        "person", "vehicle", "vessel", "organisation", "phone", "account", "address", "document"
    ]


class Note(TypedDict):
    id: str
    text: str
    by: str
    office: NotRequired[str | None]
    at: str


class Notice(TypedDict):
    id: str
    kind: str
    urgency: Literal["flash", "urgent", "priority", "routine"]
    office: str
    reference: str
    state: str
    needs_acknowledgement: bool
    acknowledge_by: str | None
    acknowledged_at: str | None
    acknowledged_by: NotRequired[str | None]
    acknowledged_by_code: bool
    delayed_until: str | None
    taken_by: NotRequired[str | None]
    withdrawn_at: str | None
    escalation_level: int
    follows: NotRequired[str | None]
    created_at: str
    delivered_at: str
    link: str


class Office(TypedDict):
    code: str
    country: str
    kind: Literal["border", "national"]
    title: str
    name: str
    name_local: str
    host_agency: NotRequired[str | None]
    member_agencies: list[str]
    borders: list[str]
    crossings: list[str]
    lat: float | None
    lon: float | None
    coordinates_ground: Literal["seen", "known", "estimated", "owner"]
    languages: list[str]
    time_zone: str
    working_days: list[int]
    opens: str
    closes: str
    phone: str
    email: str
    connection: str
    status: Literal["active", "planned", "suspended", "closed"]
    status_reason: str
    status_ground: Literal["seen", "known", "estimated", "owner"]
    approval: Literal["none", "full", "all"]
    version: int


class OfficeRef(TypedDict):
    code: str
    country: str
    title: str


class OpenEvent(TypedDict):
    kind: str
    at: str
    office: NotRequired[str | None]
    about_office: NotRequired[str | None]
    about_country: str
    detail: str
    version: int
    by: NotRequired[str | None]
    changed: NotRequired[list[str]]
    reason: NotRequired[str]


class OwnCase(TypedDict):
    reference: str
    public_id: str
    url: str
    level: Literal["originator"]
    status: Literal["draft", "open", "closed", "withdrawn"]
    version: int
    urgency: Literal["flash", "urgent", "priority", "routine"]
    handling_code: Literal["H0", "H1", "H2", "H3"]
    sentence: str
    office: OfficeRef
    happened_at: str
    submitted_at: str | None
    offences: list[CodeRef]
    crossing: str | None
    where: str
    seizure_totals: list[Total]
    touches: list[Touch]
    outcome: str
    result: str
    title: str
    narrative: str
    handling_text: str
    evaluation: Evaluation
    route: list[Stop]
    subjects: list[Subject]
    hides_people: bool
    seizures: list[Seizure]
    restricted: bool
    created_at: str
    created_by: str
    reported_to: list[str]
    decisions: list[Decision]
    gaps: list[Gap]
    recipients: list[Recipient]
    unreached: list[Unreached]


class PatchedCaseRequest(TypedDict):
    title: NotRequired[str]
    narrative: NotRequired[str]
    offences: NotRequired[list[str]]
    urgency: NotRequired[Literal["flash", "urgent", "priority", "routine"]]
    handling_code: NotRequired[Literal["H0", "H1", "H2", "H3"]]
    handling_text: NotRequired[str]
    evaluation: NotRequired[str | Evaluation]
    happened_at: NotRequired[str]
    route: NotRequired[list[StopRequest]]
    subjects: NotRequired[list[SubjectRequest]]
    seizures: NotRequired[list[SeizureRequest]]


class PatchedSeizureChangeRequest(TypedDict):
    quantity: NotRequired[float | None]
    unit: NotRequired[str | None]
    substance: NotRequired[str | None]
    species: NotRequired[str | None]
    firearm_type: NotRequired[str | None]
    goods: NotRequired[str]
    form: NotRequired[str | None]
    gross_kg: NotRequired[float | None]
    net_kg: NotRequired[float | None]
    value: NotRequired[float | None]
    currency: NotRequired[str | None]
    cites_appendix: NotRequired[str | None]
    cites_term: NotRequired[str | None]
    cites_source: NotRequired[str | None]
    cites_purpose: NotRequired[str | None]
    make: NotRequired[str]
    calibre: NotRequired[str]
    serial_number: NotRequired[str]
    hs: NotRequired[str | None]
    marks: NotRequired[str]
    concealment: NotRequired[str | None]
    detection: NotRequired[str | None]
    transport: NotRequired[str | None]
    note: NotRequired[str]
    kind: NotRequired[
        Literal["drug", "precursor", "wildlife", "timber", "firearm", "cash", "goods"]
    ]


class PatchedSubjectRecordRequest(TypedDict):
    role: NotRequired[Literal["suspect", "victim", "witness", "other"]]
    name: NotRequired[str]
    name_latin: NotRequired[str]
    honorific: NotRequired[str]
    aliases: NotRequired[list[str]]
    sex: NotRequired[Literal["F", "M", "X", ""]]
    birth_date: NotRequired[str | None]
    birth_year: NotRequired[int | None]
    estimated_age: NotRequired[int | None]
    nationalities: NotRequired[list[str]]
    documents: NotRequired[list[DocumentRequest]]
    plate: NotRequired[str]
    plate_country: NotRequired[str]
    vin: NotRequired[str]
    make: NotRequired[str]
    colour: NotRequired[str]
    imo: NotRequired[str]
    flag: NotRequired[str]
    registration: NotRequired[str]
    phone: NotRequired[str]
    service: NotRequired[str]
    account: NotRequired[str]
    address: NotRequired[str]
    address_country: NotRequired[str]
    description: NotRequired[str]


class PatchedWebhookChangeRequest(TypedDict):
    events: NotRequired[list[str]]
    filter: NotRequired[WebhookFilterRequest]


class Plan(TypedDict):
    restricted: bool
    touches: list[Touch]
    decisions: list[Decision]
    gaps: list[Gap]
    recipients: list[Recipient]
    unreached: list[Unreached]


class Purpose(TypedDict):
    id: str
    country: str
    office: NotRequired[str | None]
    level: Literal["headline", "full", "contribute", "originator"]
    basis: Literal["origin", "own_country", "touch", "shared", "joint"]
    borders: list[str]
    officers: int
    since: str
    expires: str | None
    purpose: NotRequired[str]


class Rate(TypedDict):
    read: str
    write: str


class Read(TypedDict):
    by: str
    at: str


class Recipient(TypedDict):
    office: str
    title: str
    country: str
    level: Literal["headline", "full", "contribute"]
    borders: list[str]
    reason: str
    direct: bool
    desk: bool
    officers: int
    skipped: str
    standing: Literal[
        "notified", "delivered", "read", "acknowledged", "engaged", "not_for_us", "ended", None
    ]


class Request(TypedDict):
    id: str
    reference: str
    status: Literal[
        "sent", "acknowledged", "clarifying", "partly", "answered", "refused", "withdrawn"
    ]
    urgency: Literal["flash", "urgent", "priority", "routine"]
    asking_office: str
    asked_at: str
    office: str
    question: str
    questions: list[RequestQuestion]
    purpose: str
    legal_basis: str
    acknowledge_by: str
    acknowledged_at: str | None
    due_at: str
    is_overdue: bool
    settled_at: str | None
    extensions: int
    refusal_ground: NotRequired[str | None]
    clock: RequestClock
    case: NotRequired[str | None]
    follows: NotRequired[str | None]
    bundle: list[str]
    result: str
    result_at: str | None
    steps: list[RequestStep]


class RequestAnswerRequest(TypedDict):
    text: str
    handling_code: Literal["H0", "H1", "H2", "H3"]
    handling_text: NotRequired[str]
    source_evaluation: Literal["A", "B", "C", "X"]
    information_evaluation: Literal["1", "2", "3", "4"]
    is_part: NotRequired[bool]
    attachments: NotRequired[list[AttachPartsRequest]]


class RequestClock(TypedDict):
    zone: str
    working_day: int
    of: int
    paused: bool


class RequestQuestion(TypedDict):
    code: str
    text: str
    about: str


class RequestQuestionRequest(TypedDict):
    code: str
    about: NotRequired[str]


class RequestRow(TypedDict):
    id: str
    reference: str
    status: Literal[
        "sent", "acknowledged", "clarifying", "partly", "answered", "refused", "withdrawn"
    ]
    urgency: Literal["flash", "urgent", "priority", "routine"]
    asking_office: str
    asked_at: str
    office: str
    question: str
    questions: list[RequestQuestion]
    purpose: str
    legal_basis: str
    acknowledge_by: str
    acknowledged_at: str | None
    due_at: str
    is_overdue: bool
    settled_at: str | None
    extensions: int
    refusal_ground: NotRequired[str | None]
    clock: RequestClock


class RequestStep(TypedDict):
    id: str
    kind: str
    at: str
    by: NotRequired[str]
    office: str
    text: str
    to_confirm: bool
    handling_code: Literal["H0", "H1", "H2", "H3", ""]
    handling_text: str
    source_evaluation: Literal["A", "B", "C", "X", ""]
    information_evaluation: Literal["1", "2", "3", "4", ""]
    ground: NotRequired[str | None]
    to_office: NotRequired[str | None]
    due_at: str | None
    attachments: list[Attachment]


class Resent(TypedDict):
    resent: int


class Row(TypedDict):
    reference: str
    outcome: Literal["done", "gone", "refused"]


class SearchRequest(TypedDict):
    search: NotRequired[str]
    subject: NotRequired[str]
    identifier: NotRequired[str]
    seizure: NotRequired[str]
    status: NotRequired[str]
    urgency: NotRequired[str]
    border: NotRequired[str]
    office: NotRequired[str]
    offence: NotRequired[str]
    assigned: NotRequired[str]
    tag: NotRequired[str]
    flag: NotRequired[str]
    happened_after: NotRequired[str]
    happened_before: NotRequired[str]


class Seizure(TypedDict):
    id: str
    substance: str | None
    goods: str
    quantity: float
    unit: str
    marks: str


class SeizureRecord(TypedDict):
    id: str
    version: int
    kind: Literal["drug", "precursor", "wildlife", "timber", "firearm", "cash", "goods"]
    what: str
    quantity: float
    unit: NotRequired[str | None]
    substance: NotRequired[str | None]
    species: NotRequired[str | None]
    firearm_type: NotRequired[str | None]
    goods: str
    form: NotRequired[str | None]
    gross_kg: float | None
    net_kg: float | None
    value: float | None
    currency: NotRequired[str | None]
    cites_appendix: NotRequired[str | None]
    cites_term: NotRequired[str | None]
    cites_source: NotRequired[str | None]
    cites_purpose: NotRequired[str | None]
    make: str
    calibre: str
    serial_number: str
    hs: NotRequired[str | None]
    marks: str
    concealment: NotRequired[str | None]
    detection: NotRequired[str | None]
    transport: NotRequired[str | None]
    note: str
    kilograms: Kilograms | None
    lab_result: LabResult | None
    contributed_by: str | None
    given_by: GivenBy | None


class SeizureRequest(TypedDict):
    substance: NotRequired[str | None]
    goods: NotRequired[str]
    quantity: float
    unit: str
    marks: NotRequired[str]
    id: NotRequired[str | None]


class Side(TypedDict):
    country: str
    name: str
    lat: float
    lon: float
    names: list[CrossingName]


class StatementRequest(TypedDict):
    status: Literal["not_started", "planned", "under_way", "done", "blocked"]
    note: NotRequired[str]
    evidence_at: NotRequired[str]
    reported_to: NotRequired[str]


class Stop(TypedDict):
    position: int
    role: Literal["origin", "transit", "incident", "destination"]
    crossing: NotRequired[str | None]
    country: str | None
    lat: float | None
    lon: float | None
    place: str
    at: str | None
    entered_at: str | None
    entered_later: bool


class StopRequest(TypedDict):
    role: Literal["origin", "transit", "incident", "destination"]
    crossing: NotRequired[str | None]
    country: NotRequired[str | None]
    lat: NotRequired[float | None]
    lon: NotRequired[float | None]
    place: NotRequired[str]
    at: NotRequired[str | None]


class Subject(TypedDict):
    id: str
    kind: Literal[
        "person", "vehicle", "vessel", "organisation", "phone", "account", "address", "document"
    ]
    role: Literal["suspect", "victim", "witness", "other"]
    name: str
    name_latin: str
    nationality: str
    document_type: str
    document_number: str
    document_issuer: str
    plate: str
    plate_country: str
    description: str


class SubjectRecord(TypedDict):
    id: str
    version: int
    kind: Literal[
        "person", "vehicle", "vessel", "organisation", "phone", "account", "address", "document"
    ]
    role: Literal["suspect", "victim", "witness", "other"]
    name: str
    name_latin: str
    honorific: str
    aliases: list[str]
    sex: Literal["F", "M", "X", ""]
    birth_date: str | None
    birth_year: int | None
    estimated_age: int | None
    nationalities: list[str]
    documents: list[Document]
    plate: str
    plate_country: str
    vin: str
    make: str
    colour: str
    imo: str
    flag: str
    registration: str
    phone: str
    service: str
    account: str
    address: str
    address_country: str
    description: str
    findings: list[Finding]
    contributed_by: str | None
    given_by: GivenBy | None
    protected: bool


class SubjectRequest(TypedDict):
    kind: NotRequired[
        Literal[
            "person", "vehicle", "vessel", "organisation", "phone", "account", "address", "document"
        ]
    ]
    role: NotRequired[Literal["suspect", "victim", "witness", "other"]]
    name: NotRequired[str]
    name_latin: NotRequired[str]
    nationality: NotRequired[str]
    document_type: NotRequired[str]
    document_number: NotRequired[str]
    document_issuer: NotRequired[str]
    plate: NotRequired[str]
    plate_country: NotRequired[str]
    description: NotRequired[str]
    id: NotRequired[str | None]


class Target(TypedDict):
    country: str
    value: float
    by: str
    baseline: float | None
    baseline_on: str | None
    version: int


class Total(TypedDict):
    what: str
    kind: Literal["drug", "precursor", "wildlife", "timber", "firearm", "cash", "goods"]
    substance: str
    quantity: float
    unit: str


class Touch(TypedDict):
    border: str
    rule: str
    reason: str
    near: str
    distance_km: float | None
    position: NotRequired[int | None]
    to_position: NotRequired[int | None]


class TouchRequest(TypedDict):
    border: str
    kind: Literal["add", "strike"]
    reason: str


class Translation(TypedDict):
    language: str
    text: str
    kind: Literal["human", "machine"]
    by: str
    at: str


class Unreached(TypedDict):
    border: str
    country: str


class Webhook(TypedDict):
    id: str
    partner: str
    url: str
    events: list[str]
    filter: WebhookFilter
    state: Literal["unproved", "proved", "active", "stopped"]
    stopped_because: str
    challenge_fault: str
    approved_at: str | None
    created_at: str
    last_sequence: int
    failures: int
    rests_until: str | None
    last_tried_at: str | None
    last_delivered_at: str | None
    last_fault: str
    version: int


class WebhookDelivery(TypedDict):
    id: str
    sequence: int
    kind: str
    event: NotRequired[str | None]
    state: Literal["due", "delivered", "dead"]
    attempts: int
    status: int | None
    fault: str
    created_at: str
    tried_at: str | None
    next_at: str
    delivered_at: str | None


class WebhookFilter(TypedDict):
    borders: list[str]
    offences: list[str]
    urgencies: list[str]


class WebhookFilterRequest(TypedDict):
    borders: NotRequired[list[str]]
    offences: NotRequired[list[str]]
    urgencies: NotRequired[list[str]]


class WebhookRequest(TypedDict):
    events: NotRequired[list[str]]
    filter: NotRequired[WebhookFilterRequest]
    url: str


class WebhookWithSecret(TypedDict):
    id: str
    partner: str
    url: str
    events: list[str]
    filter: WebhookFilter
    state: Literal["unproved", "proved", "active", "stopped"]
    stopped_because: str
    challenge_fault: str
    approved_at: str | None
    created_at: str
    last_sequence: int
    failures: int
    rests_until: str | None
    last_tried_at: str | None
    last_delivered_at: str | None
    last_fault: str
    version: int
    secret: str | None
