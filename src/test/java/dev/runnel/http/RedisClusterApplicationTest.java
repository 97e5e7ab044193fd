package dev.runnel.http;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The same at a node of a cluster, which refuses commands whose keys are in several slots. */
@QuarkusTest
@TestProfile(Profiles.RedisCluster.class)
class RedisClusterApplicationTest extends RedisApplicationTest {}
