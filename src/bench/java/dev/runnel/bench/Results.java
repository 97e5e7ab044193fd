package dev.runnel.bench;

import java.util.ArrayList;
import java.util.List;

/** All that was measured in one run. */
record Results(List<Start> starts, List<Steady> steady, List<Layered> layers, List<Whole> whole, List<Burst> bursts) {

    Results() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
