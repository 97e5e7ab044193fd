/** What `runnel-conversation/style.css` exports: nothing; it is imported for what it does. */
export {};
