package dev.runnel.front.conversation;

import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same with a cluster of three nodes, of which each refuses keys that are not its own. */
@QuarkusTest
@TestProfile(Profiles.RedisCluster.class)
class RedisClusterApplicationTest extends RedisApplicationTest {}
