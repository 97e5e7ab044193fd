/** What is under {@code deploy} and {@code k8s} is right in itself and agrees with the application and with each other. */
package dev.runnel.deploy;
