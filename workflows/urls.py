"""Addresses of the wheels: Hjulet, tasks and turns."""

from django.urls import URLPattern, path

from workflows.views import feeds, library, processes, steering, tasks, wheel

urlpatterns: list[URLPattern] = [
    path("hjulet/", wheel.wheel, name="wheel"),
    path("hjulet/enhet/", wheel.choose_unit, name="wheel_unit"),
    path("hjulet/uppgifter/", wheel.tasks, name="tasks"),
    path("hjulet/uppgift/<int:pk>/", tasks.task, name="task"),
    path("hjulet/uppgift/<int:pk>/klar/", tasks.finish, name="task_finish"),
    path("hjulet/uppgift/<int:pk>/granska/", tasks.review, name="task_review"),
    path("hjulet/uppgift/<int:pk>/behovs-inte/", tasks.waive, name="task_waive"),
    path("hjulet/uppgift/<int:pk>/stall-in/", tasks.cancel, name="task_cancel"),
    path("hjulet/uppgift/<int:pk>/ratta/", tasks.correct, name="task_correct"),
    path("hjulet/processer/", processes.process_list, name="processes"),
    path("hjulet/process/<int:pk>/", processes.process, name="process"),
    path("hjulet/process/<int:pk>/historia/", processes.history, name="process_history"),
    path("hjulet/process/<int:pk>/pausa/", steering.pause, name="process_pause"),
    path("hjulet/process/<int:pk>/aterupptag/", steering.resume, name="process_resume"),
    path("hjulet/process/<int:pk>/stall-in/", steering.cancel, name="process_cancel"),
    path("hjulet/process/<int:pk>/anteckna/", steering.annotate, name="process_annotate"),
    path("hjulet/arshjul/", library.library, name="wheel_library"),
    path("hjulet/arshjul/<int:pk>/", library.one_wheel, name="wheel_library_one"),
    path("hjulet/arshjul/<int:pk>/valj/", library.choose_wheel, name="wheel_choose"),
    path("hjulet/kalender/", feeds.feeds, name="calendar_feeds"),
    path("hjulet/kalender/<int:pk>/ta-bort/", feeds.close, name="calendar_feed_close"),
    path("kalender/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
]
