/** How services reach the actor that works on a chat, on this node or another. Neither waits: the facts are committed already. */
export interface ChatInbox {
  /** The chat's stream changed under its owner, or it wants one: the owner reads it and acts, wherever it is. */
  wake(chatId: string): void;
}
