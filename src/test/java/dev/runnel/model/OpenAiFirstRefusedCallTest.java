package dev.runnel.model;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OpenAiFirst.class)
class OpenAiFirstRefusedCallTest extends RefusedCallScenarios {}
