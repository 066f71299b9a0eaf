# Lists the versions of package $1 that the sources offer, newest first.
package=$(printf %s "$1" | base64 -d)
apt-cache madison "$package"
