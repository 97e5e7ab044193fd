package dev.runnel.front.openai;

import dev.runnel.GivenMessage;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and checks an image in a message. */
final class GivenImage {

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|data:image/[a-z0-9.+-]+;base64,\\S+");
    private static final Set<String> DETAILS = Set.of("auto", "low", "high");

    private GivenImage() {}

    /**
     * The image; throws a {@code FailureException} that names the wrong field.
     *
     * @param address the name of the field with the image's address; {@code detail} is a field beside it
     */
    static GivenMessage.Image of(Fields image, String address) {
        String url = image.requiredText(address);
        if (!ADDRESS.matcher(url).matches()) {
            throw image.invalid(address, "has to be an address of the web, or data:image/…;base64,…");
        }
        String detail = image.text("detail").orElse("auto");
        if (!DETAILS.contains(detail)) {
            throw image.invalid("detail", "has to be auto, low or high");
        }
        return new GivenMessage.Image(url, detail);
    }
}
