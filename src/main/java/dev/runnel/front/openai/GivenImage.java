package dev.runnel.front.openai;

import dev.runnel.GivenMessage;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for an image in a message. */
final class GivenImage {

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+|data:image/[a-z0-9.+-]+;base64,\\S+");
    private static final Set<String> DETAILS = Set.of("auto", "low", "high");

    private GivenImage() {}

    /**
     * Throws a {@code FailureException} that names the field at fault.
     *
     * @param address the field that has the image's address, beside its {@code detail}
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
