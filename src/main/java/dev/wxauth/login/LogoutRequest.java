package dev.wxauth.login;

/**
 * A request to log out.
 *
 * @param credential what stands for the session, unverified
 * @param skeyOnly whether it came where only an skey may stand
 * @param everywhere whether all of the user's sessions in this app are to end
 */
record LogoutRequest(String credential, boolean skeyOnly, boolean everywhere) {
    @Override
    public String toString() {
        return "logout";
    }
}
