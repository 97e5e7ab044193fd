package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param inspector looks into its process; empty when nothing stands between load and provider
 * @param redis what it uses
 */
record Subject(String title, Target target, Optional<Inspector> inspector, Optional<TestRedis> redis) {}
