"""Files that the service keeps or makes, such as exports: stored under the tenant, served only to those who may."""
