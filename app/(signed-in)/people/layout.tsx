export { MainFrame as default } from '../_components/main-frame';
