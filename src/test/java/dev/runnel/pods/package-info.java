/** Several processes of the packaged application that share one Redis: what deployments, crashes and outages do. */
package dev.runnel.pods;
