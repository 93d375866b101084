package io.afos.api.problem;

/** A field of a request has a value that cannot be accepted. */
public class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field path of the field in the request, such as {@code recipe.dataset}
     * @param message what is wrong and what would be right, worded to follow the field's name
     */
    public InvalidRequest(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
