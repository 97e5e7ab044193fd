package dev.runnel.testing;

record Usage(int input, int output) {
    int total() {
        return input + output;
    }
}
