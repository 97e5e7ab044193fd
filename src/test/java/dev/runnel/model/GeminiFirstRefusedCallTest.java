package dev.runnel.model;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(GeminiFirst.class)
class GeminiFirstRefusedCallTest extends RefusedCallScenarios {}
