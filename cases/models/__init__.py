from cases.models.approval import Approval
from cases.models.ask import Ask
from cases.models.case import Case
from cases.models.copy import CaseCopy
from cases.models.count import PeopleCount
from cases.models.counter import OfficeCounter
from cases.models.disclosure import Disclosure
from cases.models.draft import FormDraft, LeftTyping
from cases.models.event import Event
from cases.models.exhibit import CustodySignature, CustodyStep, Exhibit
from cases.models.export import Export
from cases.models.file import CaseFile, CountryKey
from cases.models.grant import CaseGroupPermission, Grant
from cases.models.handling import HandlingConfirmation
from cases.models.handover import HandOver
from cases.models.imports import CaseImport, ImportRow, OwnId
from cases.models.involvement import Involvement
from cases.models.joint import JointInvite
from cases.models.link import Link
from cases.models.mailreply import MailReply
from cases.models.mark import CaseTag, Flag, Tag
from cases.models.meeting import Decision, Meeting
from cases.models.message import Message, MessageRead, MessageTranslation
from cases.models.note import NationalNote
from cases.models.operation import Operation, OperationEvent, Participant
from cases.models.operation_work import DayResult, OperationRecord, OperationShift
from cases.models.ownnote import OwnNote
from cases.models.paper import PaperForm
from cases.models.patrol import Patrol, PatrolIncident
from cases.models.proposal import Proposal
from cases.models.relation import Relation
from cases.models.request import Request, RequestCounter, RequestHolding, RequestQuestion
from cases.models.requestattachment import ReceivedPart, RequestAttachment
from cases.models.requeststep import RequestConfirmation, RequestDeadline, RequestStep
from cases.models.result import ResultReport
from cases.models.route import RouteStop
from cases.models.savedview import SavedView
from cases.models.search import SearchText
from cases.models.seizure import Seizure
from cases.models.subject import Subject, SubjectDocument
from cases.models.touch import Touch, TouchDecision
from cases.models.watch import Watch
from cases.models.work import Assignment, Task

__all__ = [
    "Approval",
    "Ask",
    "Assignment",
    "Case",
    "CaseCopy",
    "CaseFile",
    "CaseGroupPermission",
    "CaseImport",
    "CaseTag",
    "CountryKey",
    "CustodySignature",
    "CustodyStep",
    "DayResult",
    "Decision",
    "Disclosure",
    "Event",
    "Exhibit",
    "Export",
    "Flag",
    "FormDraft",
    "Grant",
    "HandOver",
    "HandlingConfirmation",
    "ImportRow",
    "Involvement",
    "JointInvite",
    "LeftTyping",
    "Link",
    "MailReply",
    "Meeting",
    "Message",
    "MessageRead",
    "MessageTranslation",
    "NationalNote",
    "OfficeCounter",
    "Operation",
    "OperationEvent",
    "OperationRecord",
    "OperationShift",
    "OwnId",
    "OwnNote",
    "PaperForm",
    "Participant",
    "Patrol",
    "PatrolIncident",
    "PeopleCount",
    "Proposal",
    "ReceivedPart",
    "Relation",
    "Request",
    "RequestAttachment",
    "RequestConfirmation",
    "RequestCounter",
    "RequestDeadline",
    "RequestHolding",
    "RequestQuestion",
    "RequestStep",
    "ResultReport",
    "RouteStop",
    "SavedView",
    "SearchText",
    "Seizure",
    "Subject",
    "SubjectDocument",
    "Tag",
    "Task",
    "Touch",
    "TouchDecision",
    "Watch",
]
