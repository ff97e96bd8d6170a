/**
 * Folders a client made and files it deleted after they were used: a courtesy to clients that check what
 * they did. Kept in memory only; the deliveries themselves are the truth.
 */
const MAX_FOLDERS = 50;
const MAX_HIDDEN = 1000;

export class VirtualFolders {
  private readonly folders = new Map<number, Set<string>>();
  private readonly hidden = new Map<number, Set<number>>();

  add(connectionId: number, folder: string): boolean {
    const known = this.folders.get(connectionId) ?? new Set<string>();
    if (known.size >= MAX_FOLDERS) return false;
    this.folders.set(connectionId, known.add(folder));
    return true;
  }

  delete(connectionId: number, folder: string): void {
    this.folders.get(connectionId)?.delete(folder);
  }

  list(connectionId: number): string[] {
    return [...(this.folders.get(connectionId) ?? [])];
  }

  hide(connectionId: number, deliveryId: number): void {
    const known = this.hidden.get(connectionId) ?? new Set<number>();
    const oldest = known.size >= MAX_HIDDEN ? known.values().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    this.hidden.set(connectionId, known.add(deliveryId));
  }

  isHidden(connectionId: number, deliveryId: number): boolean {
    return this.hidden.get(connectionId)?.has(deliveryId) ?? false;
  }
}
