/**
 * The only package that uses all others. {@link dev.runnel.reply.ReplyStarter} reads top to bottom as the path of a
 * message; {@link dev.runnel.reply.Reply} is what runs on the server until a reply has ended.
 */
package dev.runnel.reply;
