package dev.wxauth.simulator;

/** A check that did not hold. It carries WeChat's number for it and ends the call. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errcode;

    Refusal(int errcode) {
        super("errcode " + errcode, null, false, false);
        this.errcode = errcode;
    }

    /** Does nothing when the condition holds, else refuses with this number. */
    static void unless(boolean holds, int errcode) {
        if (!holds) {
            throw new Refusal(errcode);
        }
    }

    int errcode() {
        return errcode;
    }
}
