package dev.runnel.front.conversation;

import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class MemoryQueueTest extends QueueTest {}
