package dev.runnel.web;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a page with 256 of its colours: a third of the size, and nobody sees the difference. */
final class SmallPng {

    private static final int COLOURS = 256;
    /** So many are the most frequent ones; the others differ from them, as a picture's few bright ones do. */
    private static final int FREQUENT = 96;

    private static final int DIFFERENT = 300;

    private SmallPng() {}

    static byte[] of(byte[] png) {
        try {
            BufferedImage page = ImageIO.read(new ByteArrayInputStream(png));
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            ImageIO.write(withPalette(page, palette(page)), "png", small);
            return small.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] palette(BufferedImage page) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                counts.merge(page.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> chosen = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .filter(colour -> chosen.size() < FREQUENT
                        || chosen.stream().allMatch(other -> distance(colour, other) > DIFFERENT))
                .limit(COLOURS)
                .forEach(chosen::add);
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static BufferedImage withPalette(BufferedImage page, int[] palette) {
        IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        BufferedImage small =
                new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                int index = nearest.computeIfAbsent(page.getRGB(x, y), colour -> nearest(colour, palette));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        return small;
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        for (int index = 1; index < palette.length; index++) {
            if (distance(colour, palette[index]) < distance(colour, palette[best])) {
                best = index;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }
}
