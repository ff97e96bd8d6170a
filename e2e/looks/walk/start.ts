// Starts a product with every look in it.
import { startGallery } from '../start-gallery';

export default async function start(): Promise<() => Promise<void>> {
  const { stop } = await startGallery();
  return stop;
}
