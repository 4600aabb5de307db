"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.edition import ActionItem, Edition
from roadmap.models.indicators import Figure, Indicator, Target

__all__ = ["ActionItem", "Edition", "Figure", "Indicator", "Target"]
