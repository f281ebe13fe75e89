"""Wagtail's questions about rights, answered from the access table: no groups, no rows to keep in step.

Nobody has the right to publish, unpublish or move: a plan is adopted and withdrawn through `cms.actions`.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Collection, GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.access.plans import editable_places, editable_plans, may_edit_plans, scope_of
from cms.models import PlansHome

GIVEN = frozenset({"add", "change", "lock", "unlock"})
WITH_PICTURES = frozenset({"add", "change", "choose", "delete"})


class ScopedPages(PagePermissionPolicy):
    """Pages by scope: whoever may edit a unit's plans may add, change, lock and unlock below that unit's place."""

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """Return, as rows that are never stored, what the person may at each place of theirs."""
        if not may_edit_plans(user):
            return []
        permissions = [Permission(codename=f"{action}_page") for action in sorted(GIVEN)]
        places = editable_places(scope_of(user))
        return [GroupPagePermission(page=place, permission=given) for place in places for given in permissions]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """Return the pages where the person may do one of `actions`: one statement, however many units."""
        if not may_edit_plans(user) or GIVEN.isdisjoint(actions):
            return self._pages(pk__in=[])
        return self._pages(self._own(user))

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Return one's own places and plans, and the way down to them."""
        if not may_edit_plans(user):
            return self._pages(pk__in=[])
        return self._pages(self._own(user) | Q(pk__in=PlansHome.objects.values("pk")) | Q(depth=1))

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Return where one's plans begin: one's own unit, or above all units."""
        places = list(editable_places(scope_of(user))[:2]) if may_edit_plans(user) else []
        if len(places) == 1:
            return places[0]
        home: Page | None = PlansHome.objects.first() if places else None
        return home

    def _own(self, user: Any) -> Q:
        scope = scope_of(user)
        return Q(pk__in=editable_plans(scope).values("pk")) | Q(pk__in=editable_places(scope).values("pk"))

    def _pages(self, *conditions: Q, **more: Any) -> QuerySet[Page]:
        pages: QuerySet[Page] = self.model._default_manager.filter(*conditions, **more)
        return pages


class ScopedPictures(CollectionOwnershipPermissionPolicy):
    """Pictures by scope: each unit has a drawer, open to those who may edit its plans."""

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Collection | None = None) -> bool:
        drawers = self._collections_with_perm(user, actions)
        return bool(drawers.exists() if collection is None else drawers.filter(pk=collection.pk).exists())

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        allowed = may_edit_plans(user) and not WITH_PICTURES.isdisjoint(actions)
        drawers = editable_places(scope_of(user)).values("pictures") if allowed else []
        found: QuerySet[Collection] = Collection.objects.filter(pk__in=drawers)
        return found


def register() -> None:
    """Answer for Wagtail's own policies, of pages and of pictures."""
    register_permission_policy(AbstractPage, ScopedPages(), exact_class=False)
    register_permission_policy(
        get_image_model(), ScopedPictures(get_image_model(), owner_field_name="uploaded_by_user"), exact_class=True
    )
