"""Where saved lists are kept and changed: pages that belong to no model."""

from django.contrib import admin

from acpmigration.saved_lists import add_saved_list, change_saved_list, saved_lists

admin.site.register_page("lists/", saved_lists, "saved-lists")
admin.site.register_page("lists/add/", add_saved_list, "saved-list-add")
admin.site.register_page("lists/<int:number>/", change_saved_list, "saved-list")
