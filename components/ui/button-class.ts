import classes from './button.module.css';

export type ButtonLook = {
  variant?: 'primary' | 'secondary' | 'danger' | 'quiet';
  size?: 'normal' | 'small' | 'wide';
};

export function buttonClass({ variant = 'secondary', size = 'normal' }: ButtonLook): string {
  const sized = size === 'normal' ? '' : classes[size];
  return `${classes.button} ${classes[variant]} ${sized}`.trim();
}
