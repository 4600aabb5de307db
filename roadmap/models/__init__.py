"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.commitment import Commitment, CommitmentChange
from roadmap.models.edition import ActionItem, Edition

__all__ = ["ActionItem", "Commitment", "CommitmentChange", "Edition"]
