"""Long lists: which column sorts, which page is shown."""

from typing import Any

from django.template.context import Context

from ui.templatetags.ui.library import register


@register.simple_tag(takes_context=True)
def sort_link(context: Context, name: str) -> dict[str, str]:
    """Return how a column that sorts by `name` stands now, and the address that sorts by it (again: the other way)."""
    request = context["request"]
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{name}" if now == name else name
    standing = {name: ("ascending", "ascending"), f"-{name}": ("descending", "descending")}
    aria, drawn = standing.get(now, ("none", "sortable"))
    return {"url": f"?{query.urlencode()}", "aria": aria, "icon": drawn}


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: Any) -> list[dict[str, Any]]:
    """Return the pages to link to around `page`: number (None for a gap), address, and whether it is this one."""
    request = context["request"]
    query = request.GET.copy()
    links = []
    for entry in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(entry, int):
            query["page"] = str(entry)
            links.append({"number": entry, "url": f"?{query.urlencode()}", "current": entry == page.number})
        else:
            links.append({"number": None})
    return links
