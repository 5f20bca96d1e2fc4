"""The way in for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.settings.production")
application = get_wsgi_application()

# What is loaded by now stays. Set aside, it is not looked through again and again in the middle of somebody's page.
gc.collect()
gc.freeze()
