"""Wagtail's questions about rights, answered from the access table: no groups, no rows to keep in step.

Nobody has the right to publish, unpublish or move: plans are adopted and withdrawn, and questionnaires and wheels published, by
`cms.actions`.
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
from cms.access.questionnaires import editable_questionnaires, may_write_questionnaires
from cms.access.wheels import editable_wheel_pages
from cms.models import LibraryHome, PlansHome

GIVEN = frozenset({"add", "change", "lock", "unlock"})
WITH_PICTURES = frozenset({"add", "change", "choose", "delete"})


def may_enter(user: Any) -> bool:
    """Return whether the person may write something: plans of some unit, or questionnaires and wheels of the library."""
    return may_edit_plans(user) or may_write_questionnaires(user)


def own_tops(user: Any) -> list[Page]:
    """Return where the person's own pages begin: the places of units, and each draft in the library."""
    scope = scope_of(user)
    places = list(editable_places(scope)) if may_edit_plans(user) else []
    if not may_write_questionnaires(user):
        return places
    return [*places, *editable_questionnaires(scope), *editable_wheel_pages(scope)]


class ScopedPages(PagePermissionPolicy):
    """Pages by scope: whoever may edit a unit's plans may add, change, lock and unlock below that unit's place; whoever may edit
    the library at a unit does so with the unit's drafts there.
    """

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """Return, as rows that are never stored, what the person may at each place of theirs."""
        if not may_enter(user):
            return []
        permissions = [Permission(codename=f"{action}_page") for action in sorted(GIVEN)]
        return [GroupPagePermission(page=top, permission=given) for top in own_tops(user) for given in permissions]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """Return the pages where the person may do one of `actions`: one statement, however many units."""
        if not may_enter(user) or GIVEN.isdisjoint(actions):
            return self._pages(pk__in=[])
        return self._pages(self._own(user))

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Return one's own places, plans and drafts, and the way down to them."""
        if not may_enter(user):
            return self._pages(pk__in=[])
        above = Q(depth=1)
        if may_edit_plans(user):
            above |= Q(pk__in=PlansHome.objects.values("pk"))
        if may_write_questionnaires(user):
            above |= Q(pk__in=LibraryHome.objects.values("pk"))
        return self._pages(self._own(user) | above)

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Return where one's pages begin: one's own unit, above all units, the library, or over them all."""
        places = list(editable_places(scope_of(user))[:2]) if may_edit_plans(user) else []
        library: Page | None = LibraryHome.objects.first() if may_write_questionnaires(user) else None
        if library is not None:
            top: Page | None = Page.get_first_root_node() if places else library
            return top
        if len(places) == 1:
            return places[0]
        home: Page | None = PlansHome.objects.first() if places else None
        return home

    def _own(self, user: Any) -> Q:
        scope = scope_of(user)
        own = Q(pk__in=[])
        if may_edit_plans(user):
            own |= Q(pk__in=editable_plans(scope).values("pk")) | Q(pk__in=editable_places(scope).values("pk"))
        if may_write_questionnaires(user):
            own |= Q(pk__in=editable_questionnaires(scope).values("pk"))
            own |= Q(pk__in=editable_wheel_pages(scope).values("pk"))
        return own

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
