from django.urls import path

from commesso.stores.views import account, passwords, sign_in

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
]
