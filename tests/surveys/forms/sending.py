"""What a browser would send for answers, and a reader of the HTML it would send it from."""

from html.parser import HTMLParser

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from surveys.rules.answering.typing import written

TODAY = "2024-08-19"


def sent(fields, answers, **more):
    """Return the data of a form with these answers."""
    data = QueryDict(mutable=True)
    for field in fields:
        value = written(field, answers.get(field.name))
        data.setlist(f"q-{field.name}", list(value) if isinstance(value, tuple) else [value] if value else [])
    data.update(MultiValueDict({name: [value] for name, value in more.items()}))
    return data


class Read(HTMLParser):
    """Elements of some HTML, each with its attributes and whether something around it is hidden."""

    VOID = {"input", "br", "use", "path", "circle", "hr", "img", "link", "meta"}

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.open = []
        self.feed(html)
        assert self.open == [], self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        hidden = "hidden" in attributes or any(one["hidden"] for one in self.open)
        element = {"tag": tag, "attributes": attributes, "hidden": hidden, "text": ""}
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append({"tag": tag, "attributes": dict(attributes), "hidden": False, "text": ""})

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag=None, **attributes):
        """Return the elements with a tag and attributes."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.elements
            if tag in (None, one["tag"]) and all(one["attributes"].get(k) == v for k, v in wanted.items())
        ]

    def ids(self):
        """Return every id."""
        return [one["attributes"]["id"] for one in self.elements if "id" in one["attributes"]]

    def controls(self, name):
        """Return the controls that send under a name."""
        return [one for one in self.elements if one["attributes"].get("name") == name]
