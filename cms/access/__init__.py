"""Who may write which plan: the doors of our own pages, and the policies that Wagtail asks."""

from cms.access.plans import editable_plans, get_plan_for, may_edit_plans, readable_plans, scope_of

__all__ = ["editable_plans", "get_plan_for", "may_edit_plans", "readable_plans", "scope_of"]
