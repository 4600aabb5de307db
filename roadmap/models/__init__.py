"""The Roadmap's records, one module for each part of the programme."""

from roadmap.models.edition import ActionItem, Edition
from roadmap.models.expansion import Place, Step
from roadmap.models.site import Check, Site, SiteMonth, SiteState

__all__ = ["ActionItem", "Check", "Edition", "Place", "Site", "SiteMonth", "SiteState", "Step"]
