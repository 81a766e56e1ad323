"""What search engines should know of the roster: that there is one."""

from acpmigration.sitemaps import NamedPages, register


class Roster(NamedPages):
    names = ("experts:roster",)


register("experts", Roster)
