from django.urls import path

from commesso.stores import pages
from commesso.stores.views import account, keys, passwords, shop, sign_in, staff

app_name = "stores"
urlpatterns = [
    path("", sign_in.start, name="start"),
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/code", sign_in.sign_in_code, name="sign_in_code"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("password", passwords.forgot_password, name="forgot_password"),
    path("password/<uid>/<token>", passwords.choose_password, name="set_password"),
    path("account", account.account, name="account"),
    path("account/password", account.change_password, name="change_password"),
    path("account/code", account.enrol_code, name="enrol_code"),
    path("account/code/off", account.disable_code, name="disable_code"),
    path("s/<slug:slug>/enter", sign_in.enter, name="enter"),
    path("s/<slug:slug>/settings/", keys.install, name="install"),
    path("s/<slug:slug>/settings/shop", shop.shop, name="shop"),
    path("s/<slug:slug>/settings/consent", shop.consent, name="consent"),
    path("s/<slug:slug>/settings/brand", shop.brand, name="brand"),
    path("s/<slug:slug>/settings/brand/contrast", shop.brand_contrast, name="brand_contrast"),
    path("s/<slug:slug>/settings/keys", keys.keys, name="keys"),
    path("s/<slug:slug>/settings/keys/write", keys.create_write_key, name="create_write_key"),
    path(
        "s/<slug:slug>/settings/keys/write/<int:source_id>/revoke",
        keys.revoke_write_key,
        name="revoke_write_key",
    ),
    path(
        "s/<slug:slug>/settings/keys/write/<int:source_id>/restore",
        keys.restore_write_key,
        name="restore_write_key",
    ),
    path("s/<slug:slug>/settings/keys/secret", keys.create_secret_key, name="create_secret_key"),
    path(
        "s/<slug:slug>/settings/keys/secret/<int:key_id>/revoke",
        keys.revoke_secret_key,
        name="revoke_secret_key",
    ),
    path(
        "s/<slug:slug>/settings/keys/secret/<int:key_id>/restore",
        keys.restore_secret_key,
        name="restore_secret_key",
    ),
    path("s/<slug:slug>/settings/staff", staff.staff, name="staff"),
    path("s/<slug:slug>/settings/staff/<int:staff_id>/role", staff.change_member, name="change_member"),
    path("s/<slug:slug>/settings/staff/<int:staff_id>/remove", staff.remove_member, name="remove_member"),
    path("s/<slug:slug>/settings/staff/restore/<ticket>", staff.restore_member, name="restore_member"),
    path("logo/<name>", pages.logo, name="logo"),
]
