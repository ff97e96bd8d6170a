export { MainFrame as default } from '../main-frame';
