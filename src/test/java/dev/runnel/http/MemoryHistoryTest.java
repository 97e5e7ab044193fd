package dev.runnel.http;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class MemoryHistoryTest extends HistoryTest {}
