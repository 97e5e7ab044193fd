package dev.runnel.web;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The client library in a browser, against the running service. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientTest extends ReplyClientContract {}
