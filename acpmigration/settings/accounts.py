"""Who logs in, how, and within which limits. Part of what is true wherever the portal runs."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["acpmigration.accounts.backends.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "acpmigration.accounts.passwords.MaximumLength"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "acpmigration.accounts.passwords.HardToGuess"},
]
PASSWORD_RESET_TIMEOUT = 3600

# What allauth is told. Its pages are listed one by one in acpmigration/accounts/urls.py.
ACCOUNT_ADAPTER = "acpmigration.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "answer"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# As long as an address that nobody confirms is kept.
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 7
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# A mail may take its time; three guesses end it all the same.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# How long a session lasts is decided by acpmigration.accounts.middleware.SessionLimits.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Not a code by mail: whoever reads a person's mail on an open screen would be let through.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_RATE_LIMITS = {
    "confirm_email": "1/60s/key",
    # Accounts that are opened; what comes back refused does not count.
    "signup_sent": "5/h/ip",
    "invitation": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "acpmigration.accounts.forms.LogIn",
    "signup": "acpmigration.accounts.forms.SignUp",
    "add_email": "acpmigration.accounts.forms.NewAddress",
    "change_password": "acpmigration.accounts.forms.ChangePassword",
    "set_password": "acpmigration.accounts.forms.SetPassword",
    "reset_password": "acpmigration.accounts.forms.AskForReset",
    "reset_password_from_key": "acpmigration.accounts.forms.ResetPassword",
    "request_login_code": "acpmigration.accounts.forms.AskForCode",
    "confirm_login_code": "acpmigration.accounts.forms.LoginCode",
    "reauthenticate": "acpmigration.accounts.forms.SayPassword",
}
MFA_ADAPTER = "acpmigration.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ACP-EU Migration Action"
# Half a minute early or late: phones that set their clock by hand.
MFA_TOTP_TOLERANCE = 1
# Nobody gets in with an unconfirmed address; without this nobody who has a second factor could
# change the own one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "acpmigration.accounts.forms.SecondFactor",
    "reauthenticate": "acpmigration.accounts.forms.SaySecondFactor",
    "activate_totp": "acpmigration.accounts.forms.ActivateSecondFactor",
}
