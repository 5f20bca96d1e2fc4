"""A plugin of mypy, no part of the site: what our middleware puts on requests, so that views are checked against it."""

from collections.abc import Callable
from typing import cast

from mypy.checker import TypeChecker
from mypy.nodes import MDEF, SymbolTableNode, TypeInfo, Var
from mypy.plugin import AttributeContext, ClassDefContext, Plugin
from mypy.types import AnyType, Instance, Type, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
PUT_ON_REQUESTS = {
    "actor": "hearth.access.actors.Actor",  # hearth.identity.sessions.ActorMiddleware
    "tenant": "tenants.models.Tenant",  # tenants.isolation.middleware.TenantMiddleware
    "htmx": "django_htmx.middleware.HtmxDetails",  # django_htmx.middleware.HtmxMiddleware
}


class TypedRequests(Plugin):
    """Declares the attributes on HttpRequest, and gives each its type where it is read."""

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return declare_attributes if fullname == REQUEST else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        if owner == REQUEST and name in PUT_ON_REQUESTS:
            return lambda context: type_named(PUT_ON_REQUESTS[name], context)
        return None


def type_named(fullname: str, context: AttributeContext) -> Type:
    """An instance of a class anywhere in the checked program; what was declared, if it is not part of that."""
    module, _, name = fullname.rpartition(".")
    modules = cast(TypeChecker, context.api).modules  # the interface finds only what the module being checked imports
    symbol = modules[module].names.get(name) if module in modules else None
    return Instance(symbol.node, []) if symbol and isinstance(symbol.node, TypeInfo) else context.default_attr_type


def declare_attributes(context: ClassDefContext) -> None:
    """Give the class its further attributes; their types are not known yet while this runs."""
    info = context.cls.info
    for name in PUT_ON_REQUESTS:
        attribute = Var(name, AnyType(TypeOfAny.special_form))
        attribute.info, attribute._fullname = info, f"{info.fullname}.{name}"
        info.names[name] = SymbolTableNode(MDEF, attribute, plugin_generated=True)


def plugin(version: str) -> type[Plugin]:
    """What mypy asks of a plugin."""
    return TypedRequests
